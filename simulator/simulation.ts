import type { Profile } from '#simulator/asr/recognise.ts'
import type { Recogniser } from '#simulator/asr/recogniser.ts'
import type { CallLog } from '#simulator/call-log.ts'
import type { Language } from '#simulator/domains/domain.ts'
import type { FaultBook } from '#simulator/faults/fault-book.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import type { Credentials } from '#simulator/protocol/authenticate.ts'
import type { ReplyAudio } from '#simulator/protocol/messages.ts'
import type { RequestInfo } from '#simulator/protocol/request-info.ts'
import type { Answer } from '#simulator/understanding/answer.ts'

/** What every request handler works with. */
export type Simulation = {
  credentials: Credentials
  clientKey: string
  /** ms added to every answer */
  latencyMs: number
  weakSpots: boolean
  faults: FaultBook
  log: CallLog
  ears: Recogniser
  profile: Profile
  /** The spoken reply, if the request asks for one. */
  speak(
    answer: Answer,
    language: Language,
    info: RequestInfo,
    fault: FaultRule | null,
  ): Promise<ReplyAudio | null>
  /** Waits `ms`, or less when the simulator is closed meanwhile. */
  pause: (ms: number) => Promise<void>
}

/** The ears of a request: its own `X-Simulator-Ears` header, else those of the simulator. */
export const profileOf = (simulation: Simulation, header: string | undefined): Profile =>
  header === 'robust' || header === 'fragile' ? header : simulation.profile
