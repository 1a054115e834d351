import { securityHeaders } from './headers.js';

/** No script, style, picture or request from elsewhere, none inline, and no text ever becomes markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
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
export function pageHeaders(isDevelopment: boolean): Readonly<Record<string, string>> {
  return {
    ...securityHeaders,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': [...POLICY, ...(isDevelopment ? ["frame-src 'self'"] : [])].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // The browser may hand a code from a text message to this page, and to no frame.
    'Permissions-Policy': ['otp-credentials=(self)', ...UNUSED.map((feature) => `${feature}=()`)].join(', '),
  };
}
