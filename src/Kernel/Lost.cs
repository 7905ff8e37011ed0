using Npgsql;

namespace SocialCommerce.Kernel;

/// <summary>
/// The connection broke while a COMMIT was under way, so that nobody knows whether it counted. The caller sends the
/// same request again: what was done answers as it did.
/// </summary>
public sealed class OutcomeUnknown(Exception cause) : NpgsqlException("The connection broke during COMMIT.", cause);

/// <summary>
/// Others hold what was to be taken alone, for longer than one short try; the transaction is tried again, and answered
/// 409 STILL_RUNNING when that does not help for a quarter of a minute.
/// </summary>
internal sealed class StillHeld(Exception cause) : NpgsqlException("Others hold it.", cause);

/// <summary>What was asked of the database has been answered or has ended, and nothing has arrived.</summary>
internal sealed class AnswerLost(Exception cause)
    : NpgsqlException("The database's answer has not arrived.", new IOException(cause.Message, cause));
