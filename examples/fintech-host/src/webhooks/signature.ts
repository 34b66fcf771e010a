import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be, in seconds. */
const MAX_AGE = 300;

/** The header `dormouse-signature`: `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>`. */
export function sign(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${hmac(secret, seconds, body)}`;
}

/** For receivers: whether a header fits a body, and is not older than five minutes. */
export function verifySignature(secret: string, body: string, header: string, now: Date): boolean {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (seconds === undefined || given === undefined) return false;
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > MAX_AGE) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(hmac(secret, Number(seconds), body)));
}

const hmac = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
