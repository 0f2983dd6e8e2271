import { createHash } from 'node:crypto'

import { noiseRecordings } from '#db/schema/device-profiles.ts'
import { listNoiseRecordings } from '#lib/device-profiles/queries.ts'
import { NoiseName, type UploadedNoiseView } from '#lib/device-profiles/schema.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { decodeUpload } from '#lib/engines/speech/decode/decode-upload.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const RATE = 16_000
/** Bytes and ms of an upload: a minute of noise is repeated for as long as somebody speaks. */
export const noiseLimits = { maxBytes: 12 * 1024 * 1024, maxDurationMs: 60_000, minDurationMs: 500 }
/** Raised when resampling changes, so that old noise is not taken for new. */
const VERSION = 1
/** dBFS under which a recording is silence. */
const SILENT_DB = -70

/** Decodes and checks an upload. Throws `InvalidError` that says what is wrong with it. */
async function readNoise(bytes: Uint8Array): Promise<{ clip: Clip; warnings: string[] }> {
  const { maxBytes, maxDurationMs, minDurationMs } = noiseLimits
  const { clip, warnings } = await decodeUpload({
    ...{ bytes, maxBytes, maxDurationMs, sampleRate: RATE },
  })
  const { durationMs, rmsDb } = measureLevels(clip)
  if (durationMs < minDurationMs)
    throw new InvalidError(
      `The noise lasts ${Math.round(durationMs)} ms; at least ${minDurationMs} ms are needed`,
    )
  if (rmsDb < SILENT_DB) throw new InvalidError('The noise is silent')
  return { clip, warnings }
}

/**
 * Keeps an uploaded recording as noise for device profiles: 16 kHz mono, by its content, for this organization. The same
 * bytes again give what is there already. Throws `InvalidError` for what cannot serve as noise.
 */
export async function uploadNoise(
  ctx: Ctx,
  storage: Storage,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<UploadedNoiseView> {
  authorize(ctx.actor, 'device-profile:write')
  const title = NoiseName.parse(name)
  const { clip, warnings } = await readNoise(bytes)
  const key = `noise/${VERSION}-${createHash('sha256').update(bytes).digest('hex')}.wav`
  await storage.put('input-audio', key, encodeWav(clip), 'audio/wav')
  return inTransaction(ctx, async (tx) => {
    const durationMs = Math.round((clip.pcm.length / RATE) * 1_000)
    const [row] = await tx.db
      .insert(noiseRecordings)
      .values({
        ...{ organizationId: tx.organizationId, name: title, key, durationMs },
        createdBy: tx.actor.id,
      })
      .onConflictDoNothing()
      .returning({ id: noiseRecordings.id })
    if (row)
      await recordAudit(tx, {
        action: 'device-profile.upload-noise',
        entityType: 'noise_recording',
        entityId: row.id,
        detail: { name: title, key, duration_ms: durationMs },
      })
    const found = (await listNoiseRecordings(tx)).find((recording) => recording.key === key)
    if (!found) throw new Error('The uploaded noise does not exist')
    return { ...found, warnings }
  })
}
