import { z } from 'zod'

import { integer, flag, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const simulator = group({
  SIMULATOR_PORT: {
    schema: integer(0, 65535, 0),
    doc: 'port of the demo voice AI; 0 picks a free one',
  },
  SIMULATOR_HOST: {
    schema: z.string().default('127.0.0.1'),
    doc: 'address that the demo voice AI listens on; 0.0.0.0 in a container',
  },
  SIMULATOR_URL: {
    schema: z.url().optional(),
    doc: 'where workers reach it, http://127.0.0.1:SIMULATOR_PORT when unset; its host belongs into OUTBOUND_ALLOWED_HOSTS, too',
  },
  SIMULATOR_CLIENT_ID: {
    schema: z.string().default('ZWFyc2hvdC1kZW1vLWNsaWVudA=='),
    doc: 'client id that the demo voice AI accepts',
  },
  SIMULATOR_CLIENT_KEY: {
    schema: z
      .string()
      .default(
        'ZWFyc2hvdC1kZW1vLWNsaWVudC1rZXktZm9yLXRoZS1zaW11bGF0b3Itb25seS0tbm90LXNlY3JldC0tLQ==',
      ),
    doc: 'key that belongs to it; guards a demo only',
  },
  SIMULATOR_LATENCY_MS: {
    schema: integer(0, 60_000, 0),
    doc: 'delay added to every answer',
  },
  SIMULATOR_LOG: {
    schema: optional,
    doc: 'file to which each request received is appended as a JSON line',
  },
  SIMULATOR_FAULT: {
    schema: optional,
    doc: 'fault of every request that brings none of its own, as in docs/simulator.md',
  },
  SIMULATOR_EARS: {
    schema: z.enum(['robust', 'fragile']).default('robust'),
    doc: 'robust adapts to background noise, fragile does not',
  },
  SIMULATOR_WEAK_SPOTS: {
    schema: flag(true),
    doc: 'the demo voice AI makes its documented mistakes',
  },
  SIMULATOR_CLOCK_SKEW: {
    schema: integer(0, 1_000_000_000, 900),
    doc: 'seconds that the time stamp of a request may be off; 0 accepts any',
  },
})
