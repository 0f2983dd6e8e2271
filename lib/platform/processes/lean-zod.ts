import { registerHooks } from 'node:module'

// Loaded before a program (`node --import`): zod brings its messages in fifty languages, of which we show the English ones.
// 8 MB less for each process.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '../locales/index.js' && context.parentURL?.includes('/node_modules/zod/')
      ? { url: 'data:text/javascript,', format: 'module', shortCircuit: true }
      : next(specifier, context),
})
