// A Vue application that shows the user's print jobs. Its settings are in public/config.json.
import { createApp } from 'vue';
import App from './App.vue';
import { open } from './signIn';

const { client, config } = await open();
createApp(App, { client, config }).mount('#root');
