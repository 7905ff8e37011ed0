using SocialCommerce.Api;
using SocialCommerce.Api.Contract;

try
{
    if (args is ["--write-spec", var directory])
    {
        await ContractFiles.Write(directory);
        return 0;
    }
    if (args is ["--write-roles", var file])
    {
        await RolesMatrix.Write(file);
        return 0;
    }
    if (args is [Rekey.Argument, .. var settings]) return await Rekey.Run(settings, Console.Out);
    await using var host = await ApiHost.Prepare(args);
    await host.Run();
    return 0;
}
catch (CannotStart reason)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
