import type { Json } from '#lib/platform/json.ts'

/** ms, from the runner's monotonic clock; null = did not happen. */
export type TurnTimings = {
  connect_ms: number | null
  first_byte_out_ms: number | null
  last_byte_out_ms: number | null
  first_partial_ms: number | null
  transcript_ms: number | null
  /** first byte of the reply */
  first_byte_ms: number | null
  /** first audio of the reply */
  first_audio_ms: number | null
  done_ms: number | null
  /** end of *speech* in the stimulus (or end of sending a text) to the reply */
  response_ms: number | null
  /** end of speech in the stimulus, on the same clock as the others */
  speech_end_ms: number | null
  /** first sound of the reply: its audio may begin with silence; absent where it was not listened to */
  first_sound_ms?: number | null
  /** first sign of the reply, of any kind: words, audio, an intent, a tool call */
  first_event_ms?: number | null
  /** first words of the reply */
  first_text_ms?: number | null
  /** where fillers came before the answer: end of what the caller waits for to the first sound of the answer itself (by text: to its first word) */
  final_answer_ms?: number | null
  /** silence between the last sound of the last filler and the first one of the answer */
  filler_gap_ms?: number | null
  /** the longest of the pauses in `dead_air`; 0 when there is none */
  dead_air_ms?: number | null
  /** time in which both spoke, without a barge-in */
  talk_over_ms?: number | null
}

/** A stretch of a turn, ms since it began. */
type Stretch = { from_ms: number; to_ms: number }

/** What an independent recogniser made of a stimulus before any condition was laid over it, or of a reply. */
type StimulusCheck = {
  text: string
  /** error rate against the text that was to be spoken; of characters where `measure` says so */
  wer: number
  /** `cer` for languages that do not space their words */
  measure: 'wer' | 'cer'
  /** above it the audio does not say its text */
  max_wer: number
  /** the recogniser and its host */
  model: string
}

/** What a reply sounds like: of all its kinds only `speech` is what a caller takes for an answer. */
type HeardSound = 'speech' | 'unsure' | 'noise' | 'tones' | 'music' | 'silence'

/** What was heard in a reply, measured from its samples by lib/engines/speech/listening. */
export type SoundEvidence = {
  /** of the measuring: another one may come to other figures */
  version: number
  /** `unsure` when the figures do not tell; every other kind is sure */
  heard: HeardSound
  /** ms of speech, as a detector of voice activity marks it */
  speech_ms: number
  /** its share of what is audible, 0..1 */
  speech_share: number
  /** 0..1: the weakest of the signs that it is speech */
  likeness: number
  /** of the audible part: share with the period of a voice, and how noise-like it is, 0..1 */
  voiced_share: number
  flatness: number
  /** share of the samples at full scale in runs, 0..1 */
  clipped_share: number
  /** it ends at full strength in the middle of a word */
  cut_off?: true
  /** how the same bytes would be speech, where as declared they are none */
  misdeclared?: string
}

/** The caller's own recording, heard in the reply. */
type CallerEchoEvidence = {
  /** 0..1: correlation of the samples */
  likeness: number
  /** ms from the first sample of the reply to that of the recording */
  delay_ms: number
}

export type AudioEvidence = {
  /** storage key */
  key: string
  /** storage was away when it was made: it is stored later */
  pending?: true
  /** why its bytes could not be kept at all */
  missing?: string
  sha256: string
  duration_ms: number
  peak_db: number
  rms_db: number
  /** share of silent 20 ms frames, 0..1 */
  silent_share: number
  speech_start_ms: number | null
  speech_end_ms: number | null
  /** the stimulus before a device profile made it faster, softer or longer; what it says is judged by this */
  dry?: { peak_db: number; speech_start_ms: number | null; speech_end_ms: number | null }
  /** of audio that a recogniser listened to; null when it could not be asked, see `check_fault` */
  check?: StimulusCheck | null
  check_fault?: string
  /** of a reply: what it sounds like; absent in executions from before replies were listened to */
  sound?: SoundEvidence
  caller_echo?: CallerEchoEvidence
  /** why nothing listened to it on our own side, as half a sentence: then what it sounds like is not known */
  unheard?: string
}

/** Why an exchange ended badly. `ours`: our own side or the transport, never the voice AI's answer. */
export type TurnFault = {
  fault: string
  message: string
  ours: boolean
  status: number | null
  /** the voice AI may have acted although its reply was lost */
  maybe_executed: boolean
}

/** What happened when the caller broke into the reply before; measured in the recording of the call. */
export type BargeInEvidence = {
  /** as the case has it, ms from the first sound of the reply */
  after_ms: number
  /** when the caller was really heard, ms from the first sound of the reply; null when it had no sound */
  began_ms: number | null
  /** ms in which both spoke */
  overlap_ms: number
  /** ms from the caller's first sound to the last one of the old reply; null when they never spoke together */
  stopped_ms: number | null
  /** the caller only shows that they listen ("mhm"): the voice AI is to go on */
  backchannel?: true
  /** with `backchannel`: whether the voice AI stopped for it all the same; null when that cannot be told */
  false_stop?: boolean | null
}

/** A tool (function) that the voice AI called in a turn. */
export type ToolCallEvidence = {
  id: string
  /** empty where the voice AI does not tell it */
  name: string
  /** null where the voice AI does not tell them; text where they are no JSON, or were cut */
  arguments: Json
  result?: Json
  /** why the tool failed, or why nothing answered */
  error?: string
  /** `requested`: how it ended is not known; `unanswered`: it was ours to run, and we had no answer */
  status: 'requested' | 'succeeded' | 'failed' | 'unanswered'
  /** ms since the turn began; null where it is not known */
  requested_ms: number | null
  /** ms since the turn began; null while nothing is known of its end */
  ended_ms: number | null
  /** who ran it: the voice AI (or a server of its own), or we, by a mock */
  executed_by: 'voice_ai' | 'earshot'
  /** what was too long to be kept whole, and is text that ends in a mark */
  cut?: ('arguments' | 'result')[]
}

/** What was said before the answer ("Let me check"). */
export type FillerEvidence = {
  /** ms since the turn began */
  at_ms: number
  text: string
}

/** What one turn said, heard and answered: all that validators may read. Stored as JSON, so verdicts can be recomputed. */
export type TurnEvidence = {
  index: number
  /** `dtmf`: keys, as a message of the line or as tones; `silence`: the caller says nothing */
  kind: 'text' | 'voice' | 'dtmf' | 'silence'
  language: string
  /** what the caller says, as written; null for a recording without a text */
  said: string | null
  stimulus: AudioEvidence | null
  /** all of the input left our side */
  fully_sent: boolean
  heard: string | null
  heard_confidence: number | null
  reply_written: string | null
  reply_spoken: string | null
  intent: string | null
  intent_data: Json
  /** flat view of the intent's data: entity name -> value */
  entities: Record<string, Json>
  reply_audio: AudioEvidence | null
  /** the voice AI sent sound only, and `reply_spoken` is what our recogniser heard in it */
  reply_transcribed?: true
  /** why there are no words for such a reply */
  reply_transcription_fault?: string
  timings: TurnTimings
  attempts: number
  fault: TurnFault | null
  /** why our own side could not make the audio; then nothing was sent */
  unspeakable?: string
  /** keys pressed; `tones`: they were played into the line */
  keys?: { digits: string; tones: boolean }
  /** ms that the caller meant to keep silent */
  silence_ms?: number
  /** what the voice AI said before its answer without being asked: a greeting, the rest of a reply */
  unsolicited?: string
  /** the caller broke into this reply: its text and audio go as far as they had come */
  cut_short?: true
  /** why the reply is not whole, or why there is none, as half a sentence: by the voice AI's own word, or for want of its end */
  incomplete?: string
  /** what belongs to the reply beside its words, as it came: images, buttons, payloads of its own */
  attachments?: Json[]
  /** what the voice AI told beside its answer, or ended the conversation with; sentences, ten at most */
  notices?: string[]
  barge_in?: BargeInEvidence
  /** tools that were called, in their order, 50 at most */
  tool_calls?: ToolCallEvidence[]
  /** how many more were called */
  tool_calls_dropped?: number
  /** whether the connector tells of all tool calls, or of some kinds only; absent where it tells of none */
  tools_told?: 'all' | 'some'
  /** what was said before the answer, and is no part of it */
  fillers?: FillerEvidence[]
  /** pauses of a second or more inside the reply, as the caller heard them; 50 at most */
  dead_air?: Stretch[]
  /** where the reply's audio played: from `from_ms` of it on at `at_ms` of the turn, to the next part or its end */
  playback?: { at_ms: number; from_ms: number }[]
  /** why the mocks of the case cannot be served; then nothing was sent */
  mocks_fault?: string
  /** on the last turn: mocks of the case that no call of the conversation used, and had to be */
  unused_mocks?: string[]
  /** how late our own side was in this turn; absent in executions from before it was measured */
  own_side?: OwnSideEvidence
  /** what engines of meaning made of expected text and reply; kept, so that the verdict can be recomputed */
  meaning?: MeaningEvidence[]
  /** whether the connector brings reply audio at all; absent where that is not known */
  voice_out?: boolean
  /** the same reply came to other utterances of the run; found when the run ended */
  same_reply?: SameReplyEvidence
}

/** Other turns of a run that were answered in the same words or with the same audio. */
export type SameReplyEvidence = {
  /** different utterances that it answered, this one included */
  utterances: number
  /** by its wording, or by its recording where it has no words */
  by: 'words' | 'audio'
  /** one of the others: what was said there, and in which case */
  said: string
  case_name: string
  execution_id: string
}

/** Delay of our own side, ms: by so much may a measured time be wrong. */
export type OwnSideEvidence = {
  /** longest time for which the event loop of the worker stood still while the response was waited for */
  event_loop_ms: number
  /** the same from the response to the end of the turn; absent in executions from before it was measured */
  event_loop_reply_ms?: number
  /** the latest that a frame of the stimulus left after its time; null when nothing was streamed */
  send_late_ms: number | null
  /** of all frames of the stimulus */
  frames?: FrameLateness
  /** how long some process of this machine waited for a processor; only where the voice AI runs on this machine, too */
  machine_wait_ms?: number
}

/** How late the frames of a stimulus left, ms after their time; a frame is what was written at once. */
export type FrameLateness = { count: number; p50_ms: number; p99_ms: number; worst_ms: number }

/** One engine's opinion on whether the reply says what `similar_to` says. */
export type MeaningEvidence = {
  /** id of the engine and what it ran: `embeddings`, `onnx`, `llm`; model and version in `model` */
  engine: string
  model: string
  /** -1..1 or 0..1, as the engine scores; compare only with thresholds of the same engine, model and language */
  score: number
  /** an LLM judge: words of the reply that its verdict rests on */
  cited?: string[]
  /** votes that its spread is computed from */
  votes?: number[]
  /** why there is no usable score; then it decides nothing */
  fault?: string
}
