import NextAuth from 'next-auth'

import { authOptions } from '#lib/accounts/session.ts'
import { webDatabase } from '#lib/http/database.ts'

type Handler = (
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
) => Promise<Response>

const handler = NextAuth(authOptions(webDatabase)) as Handler

export { handler as GET, handler as POST }
