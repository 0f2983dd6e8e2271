import { and, eq, sql } from 'drizzle-orm'

import { deviceProfiles, noiseRecordings } from '#db/schema/device-profiles.ts'
import { builtIns, findBuiltIn } from '#lib/device-profiles/built-in.ts'
import { describeConditions } from '#lib/device-profiles/describe-conditions.ts'
import { DeviceProfileView, type NoiseRecordingView } from '#lib/device-profiles/schema.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'

type ProfileRow = typeof deviceProfiles.$inferSelect

const ours = (ctx: Ctx) => eq(deviceProfiles.organizationId, ctx.organizationId)

function builtInView({ ...profile }: (typeof builtIns)[number]): DeviceProfileView {
  return DeviceProfileView.parse({
    ...profile,
    version: 1,
    built_in: true,
    conditions: describeConditions(profile.settings),
    created_at: null,
    updated_at: null,
  })
}

function rowView(row: ProfileRow): DeviceProfileView {
  return DeviceProfileView.parse({
    ...row,
    built_in: false,
    conditions: describeConditions(parseProfile(row.settings)),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  })
}

/** The built-in ones, then the organization's own by name. */
export async function listDeviceProfiles(ctx: Ctx): Promise<DeviceProfileView[]> {
  const rows = await ctx.db
    .select()
    .from(deviceProfiles)
    .where(ours(ctx))
    .orderBy(sql`lower(${deviceProfiles.name})`)
  return [...builtIns.map(builtInView), ...rows.map(rowView)]
}

export async function getDeviceProfile(ctx: Ctx, id: string): Promise<DeviceProfileView> {
  const builtIn = findBuiltIn(id)
  return builtIn ? builtInView(builtIn) : rowView(await getProfileRow(ctx, id))
}

/** A profile of the organization's own; a built-in one has no row and is not found. */
export async function getProfileRow(ctx: Ctx, id: string, lock = false): Promise<ProfileRow> {
  const query = ctx.db
    .select()
    .from(deviceProfiles)
    .where(and(ours(ctx), eq(deviceProfiles.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new NotFoundError('device profile', id)
  return row
}

/** Uploaded noise of the organization, by name. */
export async function listNoiseRecordings(ctx: Ctx): Promise<NoiseRecordingView[]> {
  const rows = await ctx.db
    .select()
    .from(noiseRecordings)
    .where(eq(noiseRecordings.organizationId, ctx.organizationId))
    .orderBy(sql`lower(${noiseRecordings.name})`, noiseRecordings.id)
  return rows.map(({ id, name, key, durationMs, createdAt }) => ({
    id,
    name,
    key,
    duration_ms: durationMs,
    created_at: createdAt.toISOString(),
  }))
}
