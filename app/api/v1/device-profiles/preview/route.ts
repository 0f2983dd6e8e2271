import { previewProfile } from '#app/_lib/profile-preview.ts'
import { parseSettings } from '#lib/device-profiles/parse-settings.ts'
import { PreviewInput, PreviewView } from '#lib/device-profiles/schema.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary:
      'A sentence before and after a device profile: sound, spectrograms and what was achieved',
    body: PreviewInput,
    reply: PreviewView,
    permission: 'workspace:read',
  },
  async ({ ctx, body }) =>
    previewProfile(ctx.actor.id ?? 'system', {
      ...body,
      settings: await parseSettings(ctx, body.settings),
    }),
)
