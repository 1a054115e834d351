/** One language, put together by the build (vite.config.mjs). */
declare module 'texts:*' {
  export const texts: Readonly<Record<string, string>>;
}
