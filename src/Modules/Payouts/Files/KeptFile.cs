namespace SocialCommerce.Payouts.Files;

/// <summary>A file as it is kept.</summary>
internal sealed record KeptFile(long FileKey, int Version, string? ExecutionOn, string Hash, byte[] Content, int Rows)
{
    /// <summary>As the API shows it.</summary>
    /// <exception cref="ProblemException">409 FILE_ALTERED: its content is not the one that was made.</exception>
    public GetPayoutBatchFile.Result ToResult(SecretProtector protector, long shopId, string batchId, string format)
    {
        var content = protector.TryOpen(shopId, PayoutFiles.ContentPlace(FileKey), Content);
        return content is not null && ResultFile.Hash(content) == Hash
            ? PayoutFiles.Result((batchId, format, Version), content, (Hash, Rows, ExecutionOn))
            : throw PayoutFileProblems.FileAltered.Because(
                "The file that is kept is not the one that was made; do not give it to a bank.");
    }
}
