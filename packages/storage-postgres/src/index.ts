/**
 * How far this package is. `'placeholder'` means that it holds no adapter: it reserves the name and the build,
 * and the PostgreSQL adapter comes with its own issue.
 */
export const STORAGE_POSTGRES_STAGE: 'placeholder' = 'placeholder';
