// A Bluesky PDS; its settings are in the environment. Usage: node -r ./loopback.cjs pds.cjs FOLDER
const { createRequire } = require('node:module')
const { PDS, envToCfg, envToSecrets, readEnv } = createRequire(process.argv[2] + '/node_modules/')(
  '@atproto/pds',
)
const env = readEnv()
PDS.create(envToCfg(env), envToSecrets(env))
  .then((pds) => pds.start())
  .then(() => console.log('ready'))
process.stdin.on('end', () => process.exit(0)).resume()
