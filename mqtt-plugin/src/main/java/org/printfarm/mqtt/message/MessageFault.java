package org.printfarm.mqtt.message;

/** Why a message was not understood. */
public enum MessageFault {
    /** The bytes are not UTF-8. */
    NOT_UTF8,
    /** The text is not one JSON document, or one too deep or with too many parts. */
    NOT_JSON,
    /** The document is not an object. */
    NOT_AN_OBJECT
}
