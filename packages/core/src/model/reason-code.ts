/** The reason codes that are built in; hosts add more by using them (K4). */
export const builtInReasonCodes: readonly string[] = ['INACTIVITY', 'END_USER_REQUESTED', 'COMPLIANCE', 'OTHER'];

/** The code under which a reason is stored: `DORMANT` is another name of `INACTIVITY` (K4). */
export function storedReasonCode(code: string): string {
  return code === 'DORMANT' ? 'INACTIVITY' : code;
}
