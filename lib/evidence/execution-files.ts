import { createHash } from 'node:crypto'

import { z } from 'zod'

import { conversationText, executionJson, reviewJson } from '#lib/evidence/execution-texts.ts'
import type { ExecutionEvidence } from '#lib/evidence/load-execution.ts'
import { executionPage, type PageFile } from '#lib/evidence/page/execution-page.ts'
import { writeHtml } from '#lib/evidence/page/html.ts'
import { inspectRecording, recordingBytes, type Recording } from '#lib/evidence/recordings.ts'
import type { EvidenceManifest } from '#lib/evidence/schema.ts'
import { jsonFile, textFile, type TextFile } from '#lib/evidence/seal-files.ts'
import type { ZipFile } from '#lib/evidence/write-zip.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

/** Bytes of sound within one page; what is more is played from the files beside it. */
const embedLimit = 16_777_216

/** Gathered while the files are written, for the manifest. */
export type Findings = { missing: EvidenceManifest['missing']; notes: string[] }

export type FileOptions = {
  /** where the execution's files are: '' or a path ending in '/' */
  folder: string
  findings: Findings
  /** from the page of the execution */
  up?: string
  /** bytes; 16 MiB unless told */
  embedBytes?: number
}

async function inspectAll(storage: Storage, { recordings }: ExecutionEvidence) {
  const inspected: Recording[] = []
  // One after another: only one of them is in memory at a time.
  for (const ref of recordings) inspected.push(await inspectRecording(storage, ref))
  return inspected
}

function findingsOf(evidence: ExecutionEvidence, recordings: Recording[]): Findings {
  const missing = recordings
    .filter(({ found }) => !found)
    .map(({ path, sha256 }) => ({
      path,
      sha256,
      reason: 'It is no longer in storage.',
    }))
  const changed = recordings
    .filter(({ found, sha256 }) => found && found.sha256 !== sha256)
    .map(({ path, sha256 }) => `${path} is not what was recorded: its SHA-256 was ${sha256} then.`)
  return { missing, notes: [...evidence.notes, ...changed] }
}

const pageFileOf = ({ path, bytes }: TextFile): PageFile => ({
  path,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

/** Which recordings the page holds itself: in order, as long as there is room. */
function embedded(recordings: Recording[], limit: number): Set<string> {
  let room = limit
  const chosen = new Set<string>()
  for (const { path, found } of recordings)
    if (found && found.size <= room) {
      room -= found.size
      chosen.add(path)
    }
  return chosen
}

function textsOf(evidence: ExecutionEvidence, recordings: Recording[]): TextFile[] {
  const { mask, view } = evidence
  // Through JSON, so that what is masked is exactly what will be written.
  const json = (path: string, value: unknown) =>
    jsonFile(path, mask.json(z.json().parse(JSON.parse(JSON.stringify(value)))))
  return [
    textFile('conversation.txt', mask.text(conversationText(evidence))),
    json('execution.json', executionJson(evidence, recordings)),
    json('exchange.json', view.exchange),
    json('review.json', reviewJson(evidence)),
  ]
}

/** The files of one execution, in a fixed order. Adds to `findings` before the first of them. */
export async function* executionFiles(
  storage: Storage,
  evidence: ExecutionEvidence,
  { folder, findings, up, embedBytes = embedLimit }: FileOptions,
): AsyncGenerator<ZipFile, void, undefined> {
  const recordings = await inspectAll(storage, evidence)
  const { missing, notes } = findingsOf(evidence, recordings)
  findings.missing.push(...missing.map((one) => ({ ...one, path: folder + one.path })))
  findings.notes.push(
    ...notes.map((note) => (folder === '' ? note : `${folder.slice(0, -1)}: ${note}`)),
  )

  const texts = textsOf(evidence, recordings)
  const sounds = recordings.filter(({ found }) => found)
  const files = texts.map(pageFileOf)
  for (const { path, found } of sounds)
    if (found) files.push({ path, size: found.size, sha256: found.sha256 })

  const within = embedded(recordings, embedBytes)
  const open = (recording: Recording) => () => recordingBytes(storage, recording)
  const page = executionPage({
    evidence,
    recordings,
    files,
    notes,
    ...(up !== undefined && { up }),
    sourceOf: (recording) =>
      within.has(recording.path) ? { embed: { open: open(recording) } } : { file: recording.path },
  })
  for (const file of texts) yield { ...file, path: folder + file.path }
  for (const recording of sounds)
    yield { path: folder + recording.path, stored: true, content: open(recording) }
  yield {
    path: `${folder}index.html`,
    stored: false,
    content: () => writeHtml(page, evidence.mask.text),
  }
}
