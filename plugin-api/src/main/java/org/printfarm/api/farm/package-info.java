/**
 * Services that serve the whole farm: its page and API, a bridge to another system. A plugin implements {@link
 * org.printfarm.api.farm.FarmServiceFactory}; the host makes one {@link org.printfarm.api.farm.FarmService} of each type that
 * stands under {@code farm.services} in the configuration.
 *
 * <p>Such a service does nothing of its own accord. It finds out who asks by {@link org.printfarm.api.farm.FarmSignIn} and
 * passes on what is asked to that {@link org.printfarm.api.farm.FarmCaller}, whose rights the host holds him to: documents,
 * verbs, contents and events of one who may not have them never reach the plugin. The verbs are those
 * that {@code openapi.json} of the web plugin names as {@code x-verb}; arguments and answers are JSON, the same that the command
 * line prints with {@code --json}.
 *
 * <p>Threads: the service as {@link org.printfarm.api.service.Service} says; what the host provides here, from any thread. A verb
 * may wait for the disk.
 *
 * <p>Nulls and units are as in {@link org.printfarm.api}.
 */
@NullMarked
package org.printfarm.api.farm;

import org.jspecify.annotations.NullMarked;
