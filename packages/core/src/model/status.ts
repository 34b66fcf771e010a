/** The status of an identity. It is derived, never stored as truth (R7). */
export type Status = 'DISABLED' | 'ERROR' | 'DENIED' | 'PENDING' | 'APPROVED';

/** The five statuses in the default precedence, the strongest first (R5). */
export const statuses: readonly Status[] = ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'];
