import { html, type Embed, type Html } from '#lib/evidence/page/html.ts'
import { waveform } from '#lib/evidence/page/waveform.ts'
import type { Recording } from '#lib/evidence/recordings.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatBytes } from '#lib/platform/format/share.ts'

/** How the page gets at a recording: in the page itself, or from the file beside it. */
export type Source = { embed: Embed } | { file: string }

function sound(source: Source, label: string): Html {
  return 'embed' in source
    ? html`<audio
        controls
        preload="metadata"
        aria-label="${label}"
        src="data:audio/wav;base64,${source.embed}"
      ></audio>`
    : html`<audio controls preload="metadata" aria-label="${label}" src="${source.file}"></audio>`
}

/** One recording: its outline with the speech marked, and the means to hear it; or that it is lost. */
export function recordingPlayer(recording: Recording, source: Source): Html {
  const { durationMs, found, label, marks, path } = recording
  if (!found)
    return html`<p class="note">
      ${label}: the recording is no longer in storage. Its SHA-256 was
      <span class="mono hash">${recording.sha256}</span>.
    </p>`
  return html`<div>
    ${found.peaks.length > 0 && waveform({ peaks: found.peaks, durationMs, marks })}
    ${sound(source, label)}
    <p class="soft">
      ${formatDuration(durationMs)}, ${formatBytes(found.size)}, <a href="${path}">${path}</a>
    </p>
  </div>`
}
