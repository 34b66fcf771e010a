/** Reads what other systems export about identities and their activity, as subjects of Dormouse. */
export { CannotRun } from './cannot-run';
export { type FormatName, formatNames, formats } from './formats';
export { type Mapping, readMapping } from './formats/mapping';
export type { ImportContext, ImportItem, Problem } from './importer';
export { isBlank, lineText } from './read/line-text';
export { type Line, LineSplitter } from './read/lines';
export { openSource, type Source, type SourceKind, type SourceOptions } from './source';
