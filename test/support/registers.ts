import { type buyingWorld, officerOf } from './buying-world';

const HEADER = ['ContractReference', 'ContractTitle', 'SupplierName', 'EndDate'];
type World = Awaited<ReturnType<typeof buyingWorld>>;
export type Row = readonly string[];

/** Sends a register in and confirms it, as the page does. */
export const imported = async ({ made }: World, rows: readonly Row[], council = 'camden') => {
  const reader = made.imports.reader(HEADER);
  for (const [index, row] of rows.entries()) reader.add(row, index + 2);
  return made.imports.confirm(council, await made.imports.prepare(council, officerOf(0).id, reader.contracts));
};
export const kept = async ({ made }: World, council = 'camden') => (await made.exportCouncil(council)).contracts;
