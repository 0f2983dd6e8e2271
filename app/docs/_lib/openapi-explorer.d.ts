// A custom element: importing the file defines <openapi-explorer>; it exports nothing that is used here.
declare module 'openapi-explorer/dist/browser/openapi-explorer.min.js'
