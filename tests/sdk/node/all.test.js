// One process, so that the last file sees what all others called.

import './create.js'
import './change.js'
import './read.js'
import './sign-in.js'
import './client.js'
import './completeness.js'
