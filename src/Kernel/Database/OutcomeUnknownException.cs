using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// The connection broke while a COMMIT was under way, so that nobody knows whether it counted. The caller sends the
/// same request again: what was done answers as it did.
/// </summary>
internal sealed class OutcomeUnknownException(Exception cause)
    : NpgsqlException("The connection broke during COMMIT.", cause);
