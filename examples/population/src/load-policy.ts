import { readFile } from 'node:fs/promises';
import { compilePolicies, isDormouseError, type PolicySet } from '@dormouse/core';
import { CannotRun } from './cannot-run';

const MAX_ISSUES = 20;

/**
 * Reads a policy file: one policy document, a list of them, or `{ "policies": […], "settings": {…} }`.
 * @throws CannotRun with the faults of the policy and their places
 */
export async function loadPolicy(path: string): Promise<PolicySet> {
  const json = parse(await read(path), path);
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

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CannotRun(
      `${path}: the policy cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CannotRun(`${path}: the policy is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}
