import type { Client } from '#cli/client.ts'

export type EvidenceOf = 'execution' | 'defect'

/** Saves the evidence of an execution or a defect as a zip file. */
export async function getEvidence(
  client: Client,
  of: EvidenceOf,
  id: string,
  file: string,
): Promise<void> {
  await client.download(`/api/v1/${of}s/${encodeURIComponent(id)}/evidence`, file)
}
