import { DefectRows } from '#app/(dashboard)/defects/_components/defect-rows.client.tsx'
import { rowOfDefect } from '#app/(dashboard)/defects/_lib/defect-row.ts'
import type { DefectView } from '#lib/defects/schema.ts'

/** Defects, newest first: what is wrong, how grave, how often it showed and who works on it. */
export const DefectsTable = ({ defects }: { defects: DefectView[] }) => (
  <DefectRows defects={defects.map(rowOfDefect)} />
)
