import { z } from 'zod'

import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'
import { hookSetup } from '#lib/engines/vendors/jenkins/hook-setup.ts'
import { receiver } from '#lib/engines/vendors/jenkins/receiver.ts'
import { defineIntegration } from '#lib/engines/vendors/types.ts'

const JenkinsSecrets = z.object({
  webhook_secret: z.string().min(8).max(1_024).optional().meta({
    title: 'Webhook secret',
    description: 'The same text as in the credential earshot-webhook of Jenkins',
  }),
})

export const jenkins = defineIntegration({
  kind: 'jenkins',
  label: 'Jenkins',
  summary:
    'Tests what a build has deployed. Results go back by the exit code of the earshot command in the pipeline.',
  config: InboundSettings,
  secrets: JenkinsSecrets,
  inboundSecrets: ['webhook_secret'],
  receiver,
  hookSetup,
  check: async (_config, { webhook_secret: secret }) => ({
    ok: true,
    detail:
      secret === undefined
        ? 'Earshot calls nothing here: Jenkins only sends. No webhook secret is saved, so signed deliveries are refused'
        : 'Earshot calls nothing here: Jenkins only sends. Run a build to see its delivery',
  }),
})
