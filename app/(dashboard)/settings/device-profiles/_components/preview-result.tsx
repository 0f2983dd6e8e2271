import { AudioPlayer } from '#components/audio/player.client.tsx'
import { Spectrogram } from '#components/audio/spectrogram.client.tsx'
import type { PreviewSound, PreviewView } from '#lib/device-profiles/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatShare } from '#lib/platform/format/share.ts'

const db = (value: number) => `${value.toFixed(1).replace('-', '−')} dB`

/** What was really achieved, in words; conditions that the profile lacks are left out. */
function factsOf({ achieved }: PreviewView): [name: string, value: string][] {
  const { snr_db: snr, packets, lost_packets: lost, clipped_share: clipped } = achieved
  const facts: ([string, string] | null)[] = [
    snr === null ? null : ['Achieved SNR', db(snr)],
    ['Speech level', `${db(achieved.speech_dbfs)}FS`],
    packets === null || lost === null
      ? null
      : [
          'Lost packets',
          `${lost} of ${packets} (${formatShare(achieved.loss_rate)}), longest gap ${formatDuration(achieved.longest_loss_ms ?? 0)}`,
        ],
    clipped === null ? null : ['Clipped samples', formatShare(clipped)],
    achieved.headroom_db < 0.05 ? null : ['Lowered to fit', `by ${db(achieved.headroom_db)}`],
  ]
  return facts.filter((fact) => fact !== null)
}

type SideProps = { label: string; sound: PreviewSound; preview: PreviewView }

function Side({ label, sound, preview }: SideProps) {
  const { columns, bands, top_hz } = preview
  const { speech_start_ms: start, speech_end_ms: end } = sound
  return (
    <div className="min-w-0 space-y-2">
      <AudioPlayer
        key={sound.url}
        clip={{
          src: sound.url,
          label,
          duration_ms: sound.duration_ms,
          ...(start !== null && {
            regions: [{ label: 'Speech', start_ms: start, end_ms: end }],
          }),
        }}
      />
      <Spectrogram
        label={label}
        picture={sound.spectrogram}
        columns={columns}
        bands={bands}
        top_hz={top_hz}
        duration_ms={sound.duration_ms}
      />
    </div>
  )
}

/** A preview: both sounds, their spectrograms, and the figures. */
export function PreviewResult({ preview, language }: { preview: PreviewView; language: string }) {
  return (
    <div className="space-y-5">
      <p className="text-sm">
        <span className="text-muted-foreground">Says: </span>
        <q lang={language}>{preview.text}</q>
      </p>
      <Side label="Clean" sound={preview.dry} preview={preview} />
      <Side label="Through the profile" sound={preview.heard} preview={preview} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-t pt-3 text-sm">
        {factsOf(preview).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
