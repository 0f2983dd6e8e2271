/** A tool that the vendor's agent calls; `result` and `fails` are what its own server answers. */
export type ToolBeat = {
  id: string
  name: string
  args: object
  side: 'server' | 'client'
  /** ms that the agent's own server takes */
  takesMs?: number
  result?: string
  fails?: true
}

/** What happens in an answer, in the vendor's own order and messages. */
export type Beat =
  /** words with audio; a function is given what the last tool answered */
  | { say: string | ((answer: string) => string) }
  | { tool: ToolBeat }
  /** the mark for the end of a reply, where the vendor has one */
  | { end: true }
  /** ms in which nothing happens */
  | { pause: number }
  /** a message as it is */
  | { raw: object }
  /** the peer closes with this code */
  | { close: number }

/** How one vendor says it. */
export type PlotActor = {
  say(text: string): void | Promise<void>
  end(): void
  /** resolves with what the tool answered */
  tool(beat: ToolBeat): Promise<string>
  raw(message: object): void
  close(code: number): void
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Plays `plot` to its end. */
export async function play(plot: readonly Beat[], actor: PlotActor): Promise<void> {
  let answer = ''
  for (const beat of plot) {
    if ('say' in beat) await actor.say(typeof beat.say === 'string' ? beat.say : beat.say(answer))
    else if ('tool' in beat) answer = await actor.tool(beat.tool)
    else if ('end' in beat) actor.end()
    else if ('pause' in beat) await pause(beat.pause)
    else if ('raw' in beat) actor.raw(beat.raw)
    else actor.close(beat.close)
  }
}
