import { z } from 'zod'

import type { NoiseOption } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { UploadedNoiseView } from '#lib/device-profiles/schema.ts'
import { withoutSoundEnding } from '#lib/platform/format/sound-names.ts'

const Problem = z.object({ detail: z.string() })

/** Sends a recording of noise; `warnings` say what is odd in it. Throws what the server says against it. */
export async function uploadNoise(file: File): Promise<NoiseOption & { warnings: string[] }> {
  const name = withoutSoundEnding(file.name).slice(0, 200) || 'Noise'
  const response = await fetch(`/api/v1/device-profiles/noise?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })
  const answer: unknown = await response.json()
  if (response.ok) return UploadedNoiseView.parse(answer)
  throw new Error(Problem.safeParse(answer).data?.detail ?? `HTTP ${response.status}`)
}
