import { burstLoss } from '#lib/engines/speech/conditions/packet-loss.ts'
import { type DeviceProfileSettings, parseProfile } from '#lib/engines/speech/conditions/profile.ts'

export type BuiltInProfile = { name: string; description: string; settings: DeviceProfileSettings }

/** Profiles that every organization has from the start. Where figures come from is said in docs/conditions.md. */
export const builtInProfiles: readonly BuiltInProfile[] = [
  {
    name: 'Quiet room',
    description: 'A furnished room without other people',
    settings: {
      reverb: { rt60_ms: 350, direct_db: 12 },
      noise: { kind: 'pink', snr_db: 35 },
    },
  },
  {
    name: 'Car at 120 km/h',
    description: 'Hands-free on a motorway: rolling and wind noise, a small cabin',
    settings: {
      reverb: { rt60_ms: 80, direct_db: 8, delay_ms: 2 },
      noise: { kind: 'brown', snr_db: 0 },
    },
  },
  {
    name: 'Café',
    description: 'Eight other guests talk, the telephone is at the mouth',
    settings: {
      reverb: { rt60_ms: 500, direct_db: 12, delay_ms: 10 },
      noise: { kind: 'babble', snr_db: 15, talkers: 8 },
    },
  },
  {
    name: 'Speakerphone',
    description: 'Across a meeting room, away from the microphone',
    settings: {
      reverb: { rt60_ms: 500, direct_db: 0, delay_ms: 5 },
      noise: { kind: 'pink', snr_db: 20 },
      low_pass: { hz: 7_000 },
    },
  },
  {
    name: 'Landline',
    description: 'A telephone line with G.711 µ-law',
    settings: { noise: { kind: 'white', snr_db: 35 }, telephone: { law: 'mulaw' } },
  },
  {
    name: 'Poor mobile',
    description: 'In the street, at the edge of coverage: bursts of lost packets',
    settings: {
      noise: { kind: 'pink', snr_db: 20 },
      telephone: { law: 'alaw' },
      packet_loss: burstLoss(0.08, 2.5),
    },
  },
].map(({ settings, ...about }) => ({ ...about, settings: parseProfile(settings) }))
