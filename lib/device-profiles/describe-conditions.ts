import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'

const percent = (share: number) => `${Number((share * 100).toPrecision(2))} %`
const seconds = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`)
const level = (value: number) => (value < 0 ? `−${-value}` : String(value))
const signed = (value: number) => (value > 0 ? `+${value}` : level(value))

function noiseText({ kind, snr_db, talkers }: NonNullable<DeviceProfileSettings['noise']>): string {
  const what =
    kind === 'babble'
      ? `babble of ${talkers}`
      : kind === 'recording'
        ? 'recorded noise'
        : `${kind} noise`
  return `${what} at ${level(snr_db)} dB SNR`
}

/** Share of lost packets and mean length of a loss in packets, in the long run of the Gilbert–Elliott chain. */
function lossText(loss: NonNullable<DeviceProfileSettings['packet_loss']>): string {
  const { good_to_bad, bad_to_good, loss_in_good, loss_in_bad, concealment } = loss
  const bad = good_to_bad / (good_to_bad + bad_to_good)
  const rate = bad * loss_in_bad + (1 - bad) * loss_in_good
  const burst = Number((1 / bad_to_good).toPrecision(2))
  const after = concealment === 'gap' ? 'gaps left' : 'concealed'
  return `${percent(rate)} of packets lost, bad spells of ${burst}, ${after}`
}

function silenceText({ lead_ms, trail_ms }: NonNullable<DeviceProfileSettings['silence']>): string {
  return `${seconds(lead_ms)} of silence before, ${seconds(trail_ms)} after`
}

/** The conditions of a profile in words, in the order in which sound passes through them. */
export function describeConditions(settings: DeviceProfileSettings): string[] {
  const { speed, silence, reverb, noise, gain, clipping, low_pass, telephone, packet_loss } =
    settings
  return [
    speed && `speed × ${speed.factor}`,
    silence && silenceText(silence),
    reverb &&
      `room echo of ${seconds(reverb.rt60_ms)}, direct sound ${signed(reverb.direct_db)} dB`,
    noise && noiseText(noise),
    gain && `gain ${signed(gain.db)} dB`,
    clipping && `clipped at ${level(clipping.limit_dbfs)} dBFS`,
    low_pass && `low-pass at ${low_pass.hz} Hz`,
    telephone && `telephone line, G.711 ${telephone.law === 'alaw' ? 'A-law' : 'µ-law'}`,
    packet_loss && lossText(packet_loss),
  ].filter((text) => text !== undefined)
}
