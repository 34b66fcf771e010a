import type { Fault } from '@dormouse/example-host-kit';
import type { Context } from 'hono';

/** A refusal in the form of IBM's IAM API: its client shows `errors[0].message`. */
export function renderIbmFault(context: Context, fault: Fault, newId: () => string): Response {
  const id = context.req.header('transaction-id')?.slice(0, 100) ?? newId();
  const details = fault.reason ?? undefined;
  const error = { code: fault.code, message_code: `DORMOUSE_${fault.code.toUpperCase()}`, message: fault.message };
  return context.json(
    {
      trace: id,
      status_code: fault.status,
      errors: [details === undefined ? error : { ...error, details }],
      context: { transaction_id: id },
    },
    fault.status,
  );
}
