using Npgsql;

namespace SocialCommerce.Kernel.Locking;

/// <summary>
/// Others hold what was to be taken alone, for longer than one short try; the transaction is tried again, and answered
/// 409 STILL_RUNNING when that does not help for a quarter of a minute.
/// </summary>
internal sealed class LockTimeoutException(Exception cause) : NpgsqlException("Others hold it.", cause);
