/** App Service's own pages, which bring whoever goes there back to this one. */
export function signInAddress(provider: string): string {
  return `/.auth/login/${encodeURIComponent(provider)}?post_login_redirect_uri=%2F`;
}

export const signOutAddress = '/.auth/logout?post_logout_redirect_uri=%2F';
