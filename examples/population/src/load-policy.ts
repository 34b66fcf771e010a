import { compilePolicies, isDormouseError, type PolicySet } from '@dormouse/core';
import { CannotRun } from '@dormouse/example-importers';
import { readJsonFile } from './read-json-file';

const MAX_ISSUES = 20;

/**
 * Reads a policy file: one policy document, a list of them, or `{ "policies": […], "settings": {…} }`.
 * @throws CannotRun with the faults of the policy and their places
 */
export async function loadPolicy(path: string): Promise<PolicySet> {
  const json = await readJsonFile(path, 'policy');
  const wrapped = typeof json === 'object' && json !== null && 'policies' in json && Array.isArray(json.policies);
  try {
    if (wrapped) return compilePolicies(json as { policies: readonly unknown[]; settings?: unknown });
    return compilePolicies({ policies: Array.isArray(json) ? json : [json] });
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    const issues = (error.data.issues ?? []).filter((issue) => issue.severity === 'error');
    const lines = issues.slice(0, MAX_ISSUES).map((issue) => `  ${issue.pointer}: ${issue.message} (${issue.code})`);
    if (issues.length > MAX_ISSUES) lines.push(`  … and ${issues.length - MAX_ISSUES} more`);
    throw new CannotRun([`${path}: ${error.message}`, ...lines].join('\n'));
  }
}
