import type { PreviewInput, PreviewSound, PreviewView } from '#lib/device-profiles/schema.ts'
import type { PreviewedSound } from '#lib/engines/speech/catalogue/preview-protocol.ts'
import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'
import { getPreview } from '#lib/http/speech-preview.ts'

/** Fine enough for the width of a page, and 60 Hz a line. */
const size = { columns: 480, bands: 128 }

function soundView({ key, levels, spectrogram }: PreviewedSound): PreviewSound {
  return {
    url: `/api/v1/device-profiles/preview/audio?${new URLSearchParams({ key })}`,
    duration_ms: levels.durationMs,
    speech_start_ms: levels.speechStartMs,
    speech_end_ms: levels.speechEndMs,
    peak_db: levels.peakDb,
    spectrogram,
  }
}

/** What a profile makes of a sentence; throws as `getPreview` does. */
export async function previewProfile(
  actorId: string,
  input: Omit<PreviewInput, 'settings'> & { settings: DeviceProfileSettings },
): Promise<PreviewView> {
  const { text, sampleRate, dry, heard, report } = await getPreview(actorId, { ...input, ...size })
  return {
    text,
    ...size,
    top_hz: sampleRate / 2,
    dry: soundView(dry),
    heard: soundView(heard),
    achieved: {
      snr_db: report.achievedSnrDb,
      speech_dbfs: report.speechDbfs,
      noise_dbfs: report.noiseDbfs,
      headroom_db: report.headroomDb,
      clipped_share: report.clippedShare,
      packets: report.packets,
      lost_packets: report.lostPackets,
      loss_rate: report.lossRate,
      speech_loss_rate: report.speechLossRate,
      longest_loss_ms: report.longestLossMs,
    },
  }
}
