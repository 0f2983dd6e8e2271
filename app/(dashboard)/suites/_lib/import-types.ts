/** Answer of `POST /api/v1/suites/import`. */
export type ImportReport = {
  suite_ids: string[]
  created: number
  updated: number
  unchanged: number
  report: ImportLine[]
}

export type ImportLine = {
  file: string
  line: number | null
  status: 'mapped' | 'approximated' | 'dropped'
  /** names the field */
  message: string
}

/** A fault that keeps a file from being imported. */
type ImportFault = { path: string; message: string }

export type ImportResult =
  { ok: true; data: ImportReport } | { ok: false; message: string; faults?: ImportFault[] }
