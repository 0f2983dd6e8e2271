import { z } from 'zod'

import { number, integer, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const speech = group({
  TTS_ENGINE: {
    schema: z.enum(['embedded', 'openai', 'polly', 'piper']).default('embedded'),
    doc: 'speaks the stimuli whose voice names no engine; openai is any compatible /v1/audio/speech (docs/speech.md)',
  },
  TTS_REVISION: {
    schema: integer(1, 1_000_000, 1),
    doc: 'raise it when a remote engine sounds different under the same name: its recordings are then made again',
  },
  TTS_OPENAI_URL: {
    schema: z.url().default('https://api.openai.com/v1'),
    doc: 'base address of the openai engine',
  },
  TTS_OPENAI_API_KEY: {
    schema: optional,
    doc: 'key of the openai engine',
    secret: true,
  },
  TTS_OPENAI_MODEL: {
    schema: z.string().default('gpt-4o-mini-tts'),
    doc: 'model of the openai engine',
  },
  TTS_OPENAI_VOICES: {
    schema: z
      .string()
      .default('alloy')
      .transform((text) => text.split(',').map((item) => item.trim())),
    doc: 'voices of the openai engine, the first is the default',
  },
  TTS_POLLY_REGION: {
    schema: optional,
    doc: 'region of Amazon Polly; setting it offers the voices of polly beside those of TTS_ENGINE, with the AWS credentials of the group Storage',
  },
  TTS_POLLY_ENGINE: {
    schema: z.enum(['standard', 'neural', 'long-form', 'generative']).default('neural'),
    doc: 'kind of voices that polly speaks with',
  },
  TTS_POLLY_ENDPOINT: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'address of polly when it is not the public one of the region, such as a VPC endpoint',
  },
  TTS_PIPER_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'address of a Piper HTTP server; setting it offers its voices beside those of TTS_ENGINE',
  },
  ASR_OPENAI_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'base address of an OpenAI-compatible /v1/audio/transcriptions that checks stimuli, verifies the spoken words of replies and writes down replies without a text; unset, no words are verified',
  },
  ASR_OPENAI_API_KEY: {
    schema: optional,
    doc: 'key of that server',
    secret: true,
  },
  ASR_OPENAI_MODEL: {
    schema: z.string().min(1).default('whisper-1'),
    doc: 'model that listens',
  },
  ASR_CHECK_MAX_WER: {
    schema: number(0, 10, 0.2),
    doc: 'error rate from which a stimulus counts as wrongly spoken and its execution as invalid, and the spoken words of a reply as others than its text',
  },
  TTS_THREADS: {
    schema: integer(1, 32, 1),
    doc: 'threads of a worker that speak, and as many that apply device profiles',
  },
})
