import type { CallLog } from './call-log.ts'
import type { Language } from './domains/domain.ts'
import type { Ears } from './ears/ears.ts'
import type { Profile } from './ears/recognise.ts'
import type { FaultBook } from './faults/fault-book.ts'
import type { FaultRule } from './faults/fault.ts'
import type { Credentials } from './protocol/authenticate.ts'
import type { ReplyAudio } from './protocol/messages.ts'
import type { RequestInfo } from './protocol/request-info.ts'
import type { Answer } from './understanding/answer.ts'

/** What every request handler works with. */
export type Simulation = {
  credentials: Credentials
  clientKey: string
  /** ms added to every answer */
  latencyMs: number
  weakSpots: boolean
  faults: FaultBook
  log: CallLog
  ears: Ears
  profile: Profile
  /** The spoken reply, if the request asks for one. */
  speak(
    answer: Answer,
    language: Language,
    info: RequestInfo,
    fault: FaultRule | null,
  ): Promise<ReplyAudio | null>
  /** Waits `ms`, or less when the simulator is closed meanwhile. */
  pause(ms: number): Promise<void>
}

/** The ears of a request: its own `X-Simulator-Ears` header, else those of the simulator. */
export const profileOf = (simulation: Simulation, header: string | undefined): Profile =>
  header === 'robust' || header === 'fragile' ? header : simulation.profile
