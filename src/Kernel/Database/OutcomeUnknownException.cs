using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// The connection broke while a COMMIT was under way, so it is unknown whether it took effect. The caller sends the
/// same request again: if it took effect, the answer is the same.
/// </summary>
internal sealed class OutcomeUnknownException(Exception cause)
    : NpgsqlException("The connection broke during COMMIT.", cause);
