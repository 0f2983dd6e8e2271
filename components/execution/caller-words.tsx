import type { TurnView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

export type CallerWordsProps = { turn: TurnView; language: string }

/** What the caller said, or did instead. */
export function CallerWords({ turn, language }: CallerWordsProps) {
  const { said, keys, silence_ms, barge_in } = turn
  return (
    <>
      {barge_in && (
        <p className="text-review text-xs font-medium">
          {barge_in.backchannel ? 'Shows that they listen' : 'Breaks into the reply before'}
        </p>
      )}
      <p
        lang={said === null ? undefined : language}
        className="text-[0.9375rem] leading-6 font-medium text-pretty"
      >
        {keys ? (
          <>
            Presses <kbd className="font-mono">{keys.digits}</kbd>
            <span className="text-muted-foreground font-normal">
              {keys.tones ? ' as tones' : ' as a message'}
            </span>
          </>
        ) : silence_ms !== null ? (
          `Says nothing for ${formatDuration(silence_ms)}`
        ) : (
          (said ?? <span className="text-muted-foreground">A recording without a text</span>)
        )}
      </p>
    </>
  )
}

/** Why there is no recording of the caller in a turn. */
export function unspokenNote({ kind }: Pick<TurnView, 'kind'>): string {
  if (kind === 'silence') return 'The caller said nothing.'
  return kind === 'dtmf'
    ? 'Keys were pressed; tones are heard in the recording of the call.'
    : 'Nothing was spoken: this turn was sent as text.'
}
