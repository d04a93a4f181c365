/** What the service costs, beside what mosquitto costs for the same messages. No test: see {@code MqttBench}. */
@NullMarked
package org.printfarm.mqtt.bench;

import org.jspecify.annotations.NullMarked;
