package org.printfarm.bind.message;

/** Why a text is no request that is answered. The names go into events and log lines. */
public enum RequestFault {
    /** Not well-formed UTF-8. */
    BAD_UTF8,
    /** Not JSON, or something follows the object. */
    BAD_JSON,
    /** Well-formed so far, but nested deeper or longer than {@link RequestReader} allows. */
    JSON_OVER_LIMIT,
    /** JSON, but not an object. */
    NOT_AN_OBJECT,
    /** The object has no {@code login}. */
    NO_LOGIN,
    /** {@code login} is not an object. */
    LOGIN_NOT_AN_OBJECT,
    /** {@code login} has no {@code command}, or it is not a text. */
    NO_COMMAND,
    /** A command that this printer does not answer. */
    COMMAND_NOT_SERVED
}
