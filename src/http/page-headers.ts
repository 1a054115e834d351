import { securityHeaders } from './headers.js';

interface Where {
  readonly isDevelopment: boolean;
  readonly providerOrigin?: string | undefined;
}

/**
 * No script, style or picture from elsewhere, none inline, and no text ever becomes markup. Requests go here, and to the
 * provider where the page signs people in with one.
 */
const policy = ({ isDevelopment, providerOrigin }: Where) => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  `connect-src ${["'self'", providerOrigin].filter(Boolean).join(' ')}`,
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  ...(isDevelopment ? ["frame-src 'self'"] : []),
];

const UNUSED = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
];

/** The page's own headers. In development it may show the local outbox in a frame. */
export function pageHeaders(where: Where): Readonly<Record<string, string>> {
  return {
    ...securityHeaders,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': policy(where).join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // The browser may hand a code from a text message to this page, and to no frame.
    'Permissions-Policy': ['otp-credentials=(self)', ...UNUSED.map((feature) => `${feature}=()`)].join(', '),
  };
}
