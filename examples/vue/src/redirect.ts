// The redirect page of the sign-in: passes the answer to the page that opened it.
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

void broadcastResponseToMainFrame();
