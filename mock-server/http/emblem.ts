import { type Answer, answer } from './respond.js';

/** Names that a picture is drawn from: none of their characters means anything in SVG. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A picture changes nothing, asks for nothing, and is the same each time. */
const HEADERS = {
  'content-type': 'image/svg+xml',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'public, max-age=86400',
};

/** A picture of a name: its first two letters, on a colour that follows from all of them. Undefined for no such name. */
export function emblemOf(name: string): Answer | undefined {
  if (!NAME.test(name)) return undefined;
  let hue = 0;
  for (const letter of name.toLowerCase()) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  const letters = `${name.charAt(0).toUpperCase()}${name.charAt(1).toLowerCase()}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128" role="img" aria-label="${name}">
<title>${name}</title>
<rect width="128" height="128" rx="20" fill="hsl(${hue},55%,30%)"/>
<text x="64" y="84" text-anchor="middle" font-family="system-ui,sans-serif" font-size="60" font-weight="700" fill="#fff">${letters}</text>
</svg>
`;
  return answer(200, HEADERS, svg);
}
