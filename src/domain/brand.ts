declare const brand: unique symbol;

/** A value that went through the one place allowed to make it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
