import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'

import type { Client } from '#cli/client.ts'
import { CommandError } from '#cli/exit.ts'
import type { Terminal } from '#cli/terminal.ts'
import { CtrfReport, htmlReport } from '#lib/runs/report/html-report.ts'
import type { RunView } from '#lib/runs/schema.ts'

export type ReportFiles = { junit?: string; ctrf?: string; html?: string }

const filesOf = ({ junit, ctrf, html }: ReportFiles) =>
  Object.entries({ junit, ctrf, html }).filter(
    (entry): entry is [keyof ReportFiles, string] => entry[1] !== undefined,
  )

/** Why a file cannot be written there, in words; null when it can. Makes its folder. */
function obstacleOf(path: string): string | null {
  if (path === '') return 'names no file'
  try {
    if (existsSync(path) && statSync(path).isDirectory()) return 'is a folder; name a file in it'
    mkdirSync(dirname(path), { recursive: true })
    const isNew = !existsSync(path)
    closeSync(openSync(path, 'a'))
    if (isNew) rmSync(path)
    return null
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Makes the folders of the reports asked for. Throws `CommandError` for one that could not be written later. */
export function prepareReportFiles(files: ReportFiles): void {
  const taken = new Map<string, string>()
  for (const [kind, path] of filesOf(files)) {
    const obstacle = obstacleOf(path)
    if (obstacle !== null) throw new CommandError(`--${kind} ${path} ${obstacle}`)
    const other = taken.get(resolve(path))
    if (other !== undefined) throw new CommandError(`--${other} and --${kind} name the same file`)
    taken.set(resolve(path), kind)
  }
}

/** Writes the reports of an ended run, and says where each one is. */
export async function writeReportFiles(
  { client, terminal }: { client: Client; terminal: Terminal },
  run: RunView,
  files: ReportFiles,
): Promise<void> {
  const read = (name: string) => client.text(`/api/v1/runs/${run.id}/${name}`)
  for (const [kind, path] of filesOf(files)) {
    if (kind === 'junit') writeFileSync(path, await read('junit.xml'))
    else if (kind === 'ctrf') writeFileSync(path, await read('ctrf.json'))
    else {
      const report = CtrfReport.parse(JSON.parse(await read('ctrf.json')))
      writeFileSync(path, htmlReport(report, run.name, new Date()))
    }
    terminal.err(`written: ${path}`)
  }
}
