import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import type { Client } from '#cli/client.ts'
import { CommandError } from '#cli/exit.ts'
import { listAll } from '#cli/list-all.ts'
import { EvidenceKeyView, type EvidenceManifest } from '#lib/evidence/schema.ts'
import { openByteSource } from '#lib/evidence/verify/byte-source.ts'
import { readPublicKey } from '#lib/evidence/verify/key-id.ts'
import { verifyBundle, type Verification } from '#lib/evidence/verify/verify-bundle.ts'

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The key that a file holds, in PEM. Throws `CommandError` when it holds none. */
export async function keyFromFile(file: string): Promise<KeyObject> {
  try {
    return readPublicKey(await readFile(file, 'utf8'))
  } catch (error) {
    throw new CommandError(`${file} cannot be used as the trusted key: ${wordsOf(error)}`)
  }
}

/** The keys that the server signs and has signed with. */
export async function keysFromServer(client: Client): Promise<KeyObject[]> {
  const keys = await listAll(client, '/api/v1/evidence-keys', EvidenceKeyView)
  return keys.map(({ public_key }) => readPublicKey(public_key))
}

/** Checks a bundle on this machine; nothing of it is unpacked to disk. Throws `CommandError` for a file that cannot be read. */
export async function verifyEvidence(file: string, trusted: KeyObject[]): Promise<Verification> {
  const source = await openByteSource(file).catch((error: unknown) => {
    throw new CommandError(`${file} cannot be read: ${wordsOf(error)}`)
  })
  try {
    return await verifyBundle(source, trusted)
  } finally {
    await source.close()
  }
}

/** Names in a bundle are whatever their authors chose: none may steer the terminal. */
const printable = (text: string) => text.replaceAll(/\p{Cc}/gu, '\uFFFD')

function factsOf({
  subject,
  organization,
  made_at,
  made_by,
  files,
  missing,
  notes,
}: EvidenceManifest) {
  const lost = missing.map(({ path }) => `lost before it was made: ${path}`)
  const included =
    subject.kind === 'defect'
      ? `, ${subject.included} of ${subject.occurrences} executions that showed it`
      : ''
  return [
    `${subject.kind} ${subject.id}: ${subject.title}${included}`,
    `made ${made_at} by ${made_by}, ${organization.name}`,
    `${files.length} files`,
    ...lost,
    ...notes.map((note) => `note: ${note}`),
  ]
}

/** What was found, for people: a verdict in the first line, then its reasons or what the bundle is about. */
export function verificationLines(
  file: string,
  { faults, keyId, manifest }: Verification,
): string[] {
  if (faults.length > 0 || !manifest || keyId === null)
    return [`${file} is NOT authentic:`, ...faults.map((fault) => `  ${printable(fault)}`)]
  const facts = factsOf(manifest).map((fact) => `  ${printable(fact)}`)
  return [`${file} is authentic, signed with the trusted key ${keyId}.`, ...facts]
}
