import { createHash } from 'node:crypto'

import { z } from 'zod'

import { createByteCache } from '#lib/engines/speech/byte-cache.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { ConditionsReport, type NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import type { NoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import {
  type DeviceProfileSettings,
  profileAddress,
} from '#lib/engines/speech/conditions/profile.ts'
import { openConditionsWorker } from '#lib/engines/speech/conditions/thread/open-conditions-worker.ts'
import { type Heard, StimulusLevels } from '#lib/engines/speech/conditions/thread/protocol.ts'
import { createSingleFlight } from '#lib/engines/speech/single-flight.ts'
import { readStimulusFile, writeStimulusFile } from '#lib/engines/speech/stimulus-file.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { createWorkerPool } from '#lib/platform/processes/worker-pool.ts'
import { findStored, storeAudio } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const BUCKET = 'input-audio'
/** Content addresses remembered: a crowd is hashed once for each profile, not for each stimulus. */
const MAX_ADDRESSES = 500

/** Settings of a device profile and the seed of its random numbers. */
type SeededProfile = { settings: DeviceProfileSettings; seed: number }

/** Lets stimuli be heard through device profiles, in threads of its own. */
export type Conditions = {
  /**
   * The stimulus through the profile; the same stimulus, settings and seed always give the same bytes, which are kept
   * in storage. Throws `InvalidError` for what the profile cannot be applied to, `UpstreamError` for our own trouble.
   */
  hear(stimulus: Stimulus, profile: SeededProfile, signal?: AbortSignal): Promise<Stimulus>
  /** The same of any clip, kept nowhere. */
  apply(clip: Clip, profile: SeededProfile, signal?: AbortSignal): Promise<Heard>
  close(): Promise<void>
}

type Options = {
  storage: Storage
  noises: NoiseLibrary
  /** profiles applied at the same time */
  threads: number
  /** samples held in memory */
  cacheBytes?: number
}

const Note = z.object({ levels: StimulusLevels, report: ConditionsReport })

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Remembers content addresses by settings: the sounds of a process do not change while it lives. */
function createAddresses() {
  const known = new Map<string, string>()
  return (settings: DeviceProfileSettings, sounds: NoiseSounds): string => {
    const name = canonicalJson(settings)
    const address = known.get(name) ?? profileAddress(settings, sounds)
    known.delete(name)
    known.set(name, address)
    const oldest = known.keys().next().value
    if (known.size > MAX_ADDRESSES && oldest !== undefined) known.delete(oldest)
    return address
  }
}

/** Storage key: by the dry bytes and their recipe, the profile with its sounds, and the seed. */
function keyOf({ key, sha256: dry }: Stimulus, address: string, seed: number): string {
  return `conditioned/${sha256(canonicalJson({ key, dry, address, seed }))}.wav`
}

/** What is stored of a conditioned stimulus; null for anything damaged or foreign. */
function openStored(key: string, bytes: Buffer | null, dry: Stimulus): Stimulus | null {
  const file = bytes && readStimulusFile(bytes)
  const note = Note.safeParse(file?.origin.conditions)
  if (!file || !note.success) return null
  const { levels, report } = note.data
  return {
    key,
    sha256: sha256(bytes),
    clip: file.clip,
    levels,
    engine: file.origin.engine,
    voice: file.origin.voice,
    cached: true,
    conditioned: { report, dry: dry.levels },
  }
}

/** Applies device profiles in up to `threads` threads and keeps what comes of it. */
export function createConditions({
  storage,
  noises,
  threads,
  cacheBytes = 64e6,
}: Options): Conditions {
  const pool = createWorkerPool({
    ...{ name: 'audio conditions', maxQueued: 2_000, timeoutMs: 60_000, idleMs: 30_000 },
    open: openConditionsWorker,
    size: threads,
  })
  const cache = createByteCache<Stimulus>(cacheBytes, ({ clip }) => clip.pcm.byteLength)
  const once = createSingleFlight<Stimulus>()
  const addressOf = createAddresses()

  const apply: Conditions['apply'] = async (clip, profile, signal) => {
    const { settings, seed } = profile
    const sounds = await noises.soundsFor(settings, signal)
    const named = settings.noise?.recording ?? 'babble'
    const needed = sounds.babble ?? sounds.recording
    const question = {
      ...{ clip, settings, seed },
      sounds: needed ? { name: named, clips: sounds } : null,
    }
    return pool.ask(question, signal)
  }

  async function make(key: string, dry: Stimulus, profile: SeededProfile, signal: AbortSignal) {
    const stored = openStored(key, await findStored(storage, BUCKET, key), dry)
    if (stored) return stored
    const { clip, levels, report } = await apply(dry.clip, profile, signal)
    const { engine, voice } = dry
    const bytes = writeStimulusFile(clip, { engine, voice, conditions: { levels, report } })
    const storageGap = await storeAudio(storage, BUCKET, key, bytes)
    const kept = storageGap && { storageGap }
    const about = { key, sha256: sha256(bytes), engine, voice, cached: false, ...kept }
    return { ...about, clip, levels, conditioned: { report, dry: dry.levels } }
  }

  return {
    async hear(dry, profile, signal) {
      signal?.throwIfAborted()
      const { settings, seed } = profile
      const key = keyOf(dry, addressOf(settings, await noises.soundsFor(settings, signal)), seed)
      const held = cache.get(key)
      if (held) return held
      return once(
        key,
        async (shared) => {
          const stimulus = await make(key, dry, profile, shared)
          if (!stimulus.storageGap?.missing) cache.set(key, { ...stimulus, cached: true })
          return stimulus
        },
        signal,
      )
    },
    apply,
    close: () => pool.close(),
  }
}
